"""Who may decide what, for whom, when and why: law and agreement as data, findings with reasons."""
