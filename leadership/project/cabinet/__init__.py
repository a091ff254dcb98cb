"""«Мой кабинет»: what is asked of a director, what it gives back, his own data and who looked at them."""
