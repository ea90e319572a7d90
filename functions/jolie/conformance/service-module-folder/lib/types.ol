type T: int
