"""Tenders and their lots: from the draft to publication, invitations, questions and answers."""
