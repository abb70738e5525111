"""The Django project: store, use and delivery. `setup(home)` must run before anything below it is imported."""
