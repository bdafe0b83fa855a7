"""What pages are drawn with: functions that take values and draw them."""
