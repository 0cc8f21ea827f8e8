"""`python -m CTBodyContrastLib` is the `ctbodycontrast` command."""

from .cli import main

main()
