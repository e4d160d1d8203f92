import { Command, Option } from "commander";
import type { BreakdownOptions } from "./breakdown.ts";
import type { ClockOptions } from "./clock.ts";
import type { ExplainOptions } from "./explain.ts";
import type { Io } from "./io.ts";
import { clockFormats, formats, type OutputOptions, statementFormats } from "./options.ts";
import { version } from "./produced-by.ts";
import type { ReadingsOptions } from "./readings.ts";
import type { ReconcileOptions } from "./reconcile.ts";
import type { RestateOptions } from "./restate.ts";
import type { SettleOptions } from "./settle.ts";
import type { VerifyOptions } from "./verify.ts";

const examples = `
Examples:
  $ makegood check contract.yaml
  $ makegood settle contract.yaml --records outages.ndjson --records tickets.ndjson --period 2026-10
  $ makegood settle contract.yaml --records month.json --period 2026-10 --format json -o 2026-10.json
  $ makegood settle contract.yaml --records tickets.csv --map tickets.map.yaml --period 2026-10
  $ makegood explain 2026-10.json availability
  $ makegood reconcile 2026-10.json --claimed credit-note.csv --column amount=Credited
  $ makegood verify 2026-10.json --records month.json
  $ makegood restate contract.yaml --issued 2026-10.json --records month.json --as-of 2026-12-01T00:00:00Z
  $ makegood clock contract.yaml --records tickets.ndjson --as-of 2026-10-12T09:00:00+08:00

Data goes to standard output, messages to standard error; - is standard input.

Exit status:
  0    done; also when the reader of a pipe stops early
  1    a commitment is breached (only with --fail-on breach)
  2    wrong usage
  3    the input is refused; each problem is listed with its place and a hint
  4    the output could not be written; a file that stood there is as it was
  70   an error of makegood itself
  130  interrupted (143: terminated)
`;

/** Puts a list option together: it can be given several times, and with several values. */
const collect = (value: string, before: readonly string[] = []) => [...before, value];

const output = () =>
  new Option("-o, --output <file>", "write to this file instead (- is standard output)");
const format = () =>
  new Option("--format <format>", "how to write it").choices(formats).default("text");
const verbose = () =>
  new Option("--verbose", "list budgets, assumptions, evidence, allocations and input");
const records = () =>
  new Option(
    "--records <file...>",
    "records: .ndjson or .jsonl (one a line), .json (a list), .csv (with --map)",
  )
    .makeOptionMandatory()
    .argParser(collect);
const map = () =>
  new Option(
    "--map <file...>",
    "what the columns of CSV files mean; with several maps write ticket=tickets.csv",
  ).argParser(collect);
const terms = () =>
  new Option("--terms <file...>", "terms/1 that contracts include").argParser(collect);
const issued = (text: string) => new Option("--issued <file...>", text).argParser(collect);

/**
 * The commands with their arguments. Each loads its code only when it runs, so that help is quick.
 *
 * @param done Takes the exit status of the command that ran.
 */
export function programFor(io: Io, done: (status: number) => void): Command {
  const program = new Command("makegood")
    .description("Computes what a service contract owes, with a reason for every figure.")
    .version(version, "-V, --version", "print the version")
    .addHelpText("after", examples)
    .exitOverride();

  program
    .command("check")
    .description("check a contract, and print each target as allowed downtime")
    .argument("<contract>", "the contract, YAML or JSON")
    .addOption(terms())
    .addOption(format())
    .addOption(output())
    .action(async (contract: string, options: OutputOptions & { terms?: readonly string[] }) => {
      const { check } = await import("./check.ts");
      done(await check(contract, options, io));
    });

  program
    .command("settle")
    .description("compute the statement of one period, of one contract or of many")
    .argument("<contract...>", "contracts, YAML or JSON; of a folder all that it holds")
    .addOption(terms())
    .addOption(records())
    .addOption(map())
    .requiredOption("--period <period>", "the settlement period, such as 2026-10")
    .option("--as-of <stamp>", "what is known at this instant; left out: the end of the period")
    .addOption(issued("statements issued before: a period among them is not settled anew"))
    .addOption(new Option("--fail-on <event>", "exit with 1 if it occurs").choices(["breach"]))
    .addOption(format().choices(statementFormats))
    .addOption(output())
    .addOption(verbose())
    .option("--keep-going", "of many contracts: write what can be settled, list what is refused")
    .action(async (contracts: readonly string[], options: SettleOptions) => {
      const { settle } = await import("./settle.ts");
      done(await settle(contracts, options, io));
    });

  program
    .command("explain")
    .description("walk from a figure to clauses and records, or from a record to its effect")
    .argument("<statement>", "a statement that settle has written as JSON")
    .argument("<id>", "a line, a result, a commitment or a record")
    .option(
      "--records <file...>",
      "the records of the statement: tells of tickets that were met, too",
    )
    .addOption(map())
    .addOption(issued("with --records: statements of earlier periods, for rules that look back"))
    .addOption(format())
    .addOption(output())
    .action(async (statement: string, id: string, options: ExplainOptions) => {
      const { explain } = await import("./explain.ts");
      done(await explain(statement, id, options, io));
    });

  program
    .command("restate")
    .description("compute a revision that holds only what differs from the issued statements")
    .argument("<contract>", "the contract, YAML or JSON")
    .addOption(terms())
    .addOption(issued("all statements of the period so far").makeOptionMandatory())
    .addOption(
      new Option(
        "--history <file...>",
        "statements of earlier periods, for rules that look back",
      ).argParser(collect),
    )
    .addOption(records())
    .addOption(map())
    .requiredOption("--as-of <stamp>", "what is known at this instant")
    .addOption(format().choices(statementFormats))
    .addOption(output())
    .addOption(verbose())
    .action(async (contract: string, options: RestateOptions) => {
      const { restate } = await import("./restate.ts");
      done(await restate(contract, options, io));
    });

  program
    .command("readings")
    .description("settle one period under other common readings of its terms, and say what differs")
    .argument("<contract>", "the contract, YAML or JSON")
    .addOption(terms())
    .addOption(records())
    .addOption(map())
    .requiredOption("--period <period>", "the settlement period, such as 2026-10")
    .option("--as-of <stamp>", "what is known at this instant; left out: the end of the period")
    .addOption(issued("statements of earlier periods, for rules that look back"))
    .addOption(format())
    .addOption(output())
    .action(async (contract: string, options: ReadingsOptions) => {
      const { readings } = await import("./readings.ts");
      done(await readings(contract, options, io));
    });

  program
    .command("budget")
    .description("list what each percentage of time allowed, and what of it is used")
    .argument("<statement>", "a statement that settle has written as JSON")
    .addOption(format())
    .addOption(output())
    .action(async (statement: string, options: OutputOptions) => {
      const { budget } = await import("./budget.ts");
      done(await budget(statement, options, io));
    });

  program
    .command("breakdown")
    .description("list where the time of each result on outages went, in slices of the period")
    .argument("<contract>", "the contract, YAML or JSON")
    .addOption(terms())
    .addOption(records())
    .addOption(map())
    .requiredOption("--period <period>", "the settlement period, such as 2026-10")
    .addOption(
      new Option("--by <slice>", "how long a slice is")
        .choices(["day", "week", "month"])
        .default("day"),
    )
    .option("--as-of <stamp>", "what is known at this instant; left out: the end of the period")
    .addOption(format().choices(clockFormats))
    .addOption(output())
    .action(async (contract: string, options: BreakdownOptions) => {
      const { breakdown } = await import("./breakdown.ts");
      done(await breakdown(contract, options, io));
    });

  program
    .command("compare")
    .description("list what differs between two statements, by result and line")
    .argument("<first>", "a statement that settle has written as JSON")
    .argument("<second>", "another one")
    .addOption(format())
    .addOption(output())
    .action(async (first: string, second: string, options: OutputOptions) => {
      const { compare } = await import("./compare.ts");
      done(await compare(first, second, options, io));
    });

  program
    .command("verify")
    .description("check a statement's hashes, sums and steps; with its records, compute it again")
    .argument("<statement>", "a statement that settle or restate has written as JSON")
    .option("--records <file...>", "the records of the statement: it is computed again")
    .addOption(map())
    .addOption(issued("statements that it rests on: earlier revisions and periods"))
    .addOption(format())
    .addOption(output())
    .action(async (statement: string, options: VerifyOptions) => {
      const { verify } = await import("./verify.ts");
      done(await verify(statement, options, io));
    });

  program
    .command("reconcile")
    .description("hold a statement against what the other party claims or has credited")
    .argument(
      "<statement...>",
      "a statement that settle has written as JSON, and all its revisions",
    )
    .requiredOption("--claimed <file>", "the other party's list, CSV or JSON, with a column amount")
    .addOption(
      new Option("--column <field=title...>", "the title of a column: amount=Credited").argParser(
        collect,
      ),
    )
    .option("--tolerance <amount>", "amounts that differ by no more are matched; left out: none")
    .option("--contract <contract>", "with --records: try other readings as the cause")
    .option("--records <file...>", "with --contract: the records of the statement", collect)
    .addOption(map())
    .addOption(issued("with --contract: statements of earlier periods, where rules look at them"))
    .addOption(format().choices(clockFormats))
    .addOption(output())
    .action(async (statements: string[], options: ReconcileOptions) => {
      const { reconcile } = await import("./reconcile.ts");
      done(await reconcile(statements, options, io));
    });

  program
    .command("clock")
    .description("list the clocks of tickets that are open, the most urgent first")
    .argument("<contract>", "the contract, YAML or JSON")
    .addOption(terms())
    .addOption(records())
    .addOption(map())
    .requiredOption("--as-of <stamp>", "the instant to look at; later events are not used")
    .addOption(format().choices(clockFormats))
    .addOption(output())
    .action(async (contract: string, options: ClockOptions) => {
      const { clock } = await import("./clock.ts");
      done(await clock(contract, options, io));
    });

  return program;
}
