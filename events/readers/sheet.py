"""placeholder"""

read_csv = read_xlsx = None
