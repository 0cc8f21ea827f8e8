"""slicer.qMRMLUtils: from VTK's images to Qt's."""

from typing import Any

import numpy as np
from PySide6 import QtGui
from vtkmodules.util.numpy_support import vtk_to_numpy

_FORMAT = {1: QtGui.QImage.Format.Format_Grayscale8, 3: QtGui.QImage.Format.Format_RGB888}
_FORMAT[4] = QtGui.QImage.Format.Format_RGBA8888


class qMRMLUtils:
    """Only the conversion of images is there."""

    def vtkImageDataToQImage(self, image_data: Any, image: QtGui.QImage) -> bool:
        """Fill a QImage from 8-bit image data, whose first row is the lowest; tells whether that was possible."""
        scalars = image_data.GetPointData().GetScalars()
        if scalars is None or vtk_to_numpy(scalars).dtype != np.uint8:
            return False
        columns, rows, _ = image_data.GetDimensions()
        components = image_data.GetNumberOfScalarComponents()
        pixels = vtk_to_numpy(scalars).reshape(rows, columns * components)[::-1].copy()
        image.swap(QtGui.QImage(pixels.data, columns, rows, pixels.strides[0], _FORMAT[components]).copy())
        return True
