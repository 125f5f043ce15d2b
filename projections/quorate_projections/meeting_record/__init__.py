"""The record of each meeting, assembled; and the lists to find meetings by."""
