"""`python -m CTBodyContrastLib` is the `ctbodycontrast` command."""

from .cli import main

if __name__ == "__main__":
    main()
