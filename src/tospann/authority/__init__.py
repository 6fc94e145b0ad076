"""Who may decide what for whom, when and why: the questions, and the registers behind them."""
