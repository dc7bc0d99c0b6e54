"""What a visitor who is over a limit reads."""


def retry_sentence(seconds):
    """Say when to try again: `Try again in 5 minutes.`"""
    minutes = -(-seconds // 60)
    return f"Try again in {minutes} minutes." if minutes > 1 else "Try again in a minute."
