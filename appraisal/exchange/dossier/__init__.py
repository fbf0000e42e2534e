"""The dossier: everything of one tender in a sealed bag that can be checked, and ranked again, without this program."""
