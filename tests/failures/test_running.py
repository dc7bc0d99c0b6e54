def test_the_server_of_make_run_answers_on_each_database(server):
    for path in ("/healthz/", "/readyz/", "/", "/films/", "/api/v1/films/"):
        assert server.ask(path).status == 200, server.output()
