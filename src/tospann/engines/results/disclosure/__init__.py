"""Which figures may be shown, so that no small number can be computed back from the others.

`protect.protect` is the door. What is promised, and what is not, stands in
`docs/explanation/small-numbers.md`.
"""
