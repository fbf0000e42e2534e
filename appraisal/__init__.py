"""Choose a supplier of an IT service by the maturity of its processes, defensibly."""

from pathlib import Path

__version__ = "0.1.0"

if not Path(__file__).with_name("rfp_profiles").is_dir():
    # A source tree, where the profiles and templates lie beside the package that they are installed into.
    __path__.append(str(Path(__file__).parent.parent))
