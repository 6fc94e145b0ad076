"""Click's own words in Norwegian."""

import click


class Command(click.Command):
    """A command whose help page is in Norwegian throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = " ".join(self.collect_usage_pieces(ctx))
        words = words.replace("[OPTIONS]", "[VALG]").replace("COMMAND [ARGS]", "KOMMANDO [VALG]")
        formatter.write_usage(ctx.command_path, words, prefix="Bruk: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Vis denne hjelpen."
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        if shown := [record for record in records if record]:
            with formatter.section("Valg"):
                formatter.write_dl(shown)


class Group(Command, click.Group):
    """A group of such commands, listed in the order they are written."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Kommandoer"):
            formatter.write_dl(
                [(name, found.get_short_help_str(90)) for name, found in self.commands.items()]
            )


def sentence(error: click.UsageError) -> str:
    """What was wrong with the command line."""
    where = error.ctx.command_path if error.ctx else "tospann"
    if isinstance(error, click.NoSuchOption):
        what = f"Valget {error.option_name} finnes ikke."
    elif isinstance(error, click.MissingParameter) and error.param and error.ctx:
        what = f"Det mangler noe etter kommandoen: {error.param.make_metavar(error.ctx)}."
    elif isinstance(error, click.BadParameter) and error.param:
        what = f"Verdien for {error.param.opts[0]} kan ikke brukes ({error.message})."
    elif isinstance(error.ctx, click.Context) and isinstance(error.ctx.command, click.Group):
        what = "Kommandoen finnes ikke."
    else:
        what = error.format_message()
    return f"{what} Se {where} --help."
