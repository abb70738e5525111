"""Events of the UCDP Georeferenced Event Dataset."""
