# SPDX-License-Identifier: EUPL-1.2
"""What a project is as a document, and the rule behind its traffic light. No Django, no I/O."""
