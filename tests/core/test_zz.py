def test_a(specialist_client, monkeypatch):
    pass
