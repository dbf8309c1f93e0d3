"""The pages and the API: parse what was asked, call a service, show what it says.

`site.py` puts it together, `serving.py` runs it. Who may come in is decided in
`gate.py`; what no request gets past, whoever asks, is in `shield.py`. Pages are
in `pages/`, one module for each area, with their templates in `templates/`.
"""
