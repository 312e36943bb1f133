// SPDX-License-Identifier: EUPL-1.2
// On the receipt: what has arrived needs no draft any more.

import { remove } from "./draft-store.js";

const sent = new URLSearchParams(location.search).get("gesendet");
if (sent) {
    history.replaceState(null, "", location.pathname);
    remove(sent).catch(() => {});
}
