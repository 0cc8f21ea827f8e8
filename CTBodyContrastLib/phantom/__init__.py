"""The synthetic CT: a random adult made of simple shapes, scanned from the pelvis to the head."""

from .generator import PhantomError, body_landmarks, make_phantom

__all__ = ["PhantomError", "body_landmarks", "make_phantom"]
