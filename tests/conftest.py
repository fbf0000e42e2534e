"""What every test shares."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from hypothesis import HealthCheck, settings

settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

for name in ("rfp_profiles", "templates"):  # from a source tree, where setup.cfg's package_dir does not hold
    place = Path(__file__).parent.parent / name / "__init__.py"
    if find_spec(f"appraisal.{name}") is None and place.exists():
        spec = spec_from_file_location(f"appraisal.{name}", place, submodule_search_locations=[str(place.parent)])
        if spec and spec.loader:
            sys.modules[f"appraisal.{name}"] = module_from_spec(spec)
            spec.loader.exec_module(sys.modules[f"appraisal.{name}"])
