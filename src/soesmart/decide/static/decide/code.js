// SPDX-License-Identifier: EUPL-1.2
// A scanned letter brings its code behind the #: browsers do not send that part. It goes into the field and
// out of the address, so that it stays neither in the history nor on the screen.

const field = document.getElementById("code");
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[0-9A-Za-z -]{16,40}$/.test(code)) {
    field.value = code.match(/[^ -]{1,4}/g).join("-");
    history.replaceState(null, "", location.pathname);
}
document.getElementById("fehler")?.focus();
