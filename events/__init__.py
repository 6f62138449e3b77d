"""What happened: records, their dates and places, and the questions asked of them. No Dash, no Plotly."""
