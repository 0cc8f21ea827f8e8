"""What the module does with Slicer's volume nodes and with Qt, apart from its widget."""
