"""가림: finds personal and business-secret data in Korean official documents, says why, and masks it.

``check`` and ``mask`` take a text or a column of texts; ``garim.spark`` diagnoses a nation's documents on Apache Spark. Everything is a suggestion: people decide.
"""

from garim._core import Column, Report, Rules, __version__
from garim.columns import check, check_files, mask
from garim.errors import GarimError

__all__ = ["Column", "GarimError", "Report", "Rules", "__version__", "check", "check_files", "mask"]
