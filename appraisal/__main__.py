"""`python -m appraisal` is the command line."""

from appraisal.cli.main import main

main()
