import pg from "pg";

/** Statements that every connection is taught when it opens. */
const TAUGHT = {
  begin: "begin",
  commit: "commit",
  actor: "select set_config('loconomy.actor', $1, true), set_config('loconomy.user_id', $2, true)",
  settings: "select count(set_config(key, value, true)) from json_each_text($1)",
} as const;

/** Something small that goes with a statement. */
export interface Step {
  name: keyof typeof TAUGHT;
  values?: string[];
}

/** Settings of PostgreSQL for one transaction. */
export type Settings = Readonly<Record<string, string>>;

export const BEGIN: Step = { name: "begin" };
export const COMMIT: Step = { name: "commit" };
/** Whom row-level security sees for one transaction; half the cost of settings in general. @param userId empty for who is not a user */
export const actorIs = (kind: string, userId: string): Step => ({
  name: "actor",
  values: [kind, userId],
});
export const settingsOf = (settings: Settings): Step => ({
  name: "settings",
  values: [JSON.stringify(settings)],
});

/** What a query of `pg` does with its connection. */
interface Wire {
  parse(message: { name: string; text: string }): void;
  describe(message: object): void;
  bind(message: {
    statement: string;
    values: unknown[];
    valueMapper: (v: unknown) => unknown;
  }): void;
  execute(message: object): void;
  sync(): void;
  submittedNamedStatements: Record<string, string>;
}

/** What `pg` makes of PostgreSQL's description of a statement's rows. */
interface Shape {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}

/** The parts of `pg`'s own query that `@types/pg` leaves out. */
type PgQuery = new (
  text: string,
  values?: unknown[],
) => {
  name: string | undefined;
  text: string;
  queryMode: string | undefined;
  callback: (error: Error | null, result: pg.QueryResult) => void;
  _result: Shape;
  _accumulateRows: boolean;
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: { text: string }, wire: Wire): void;
};
const PgQuery = pg.Query as unknown as PgQuery;

/** What a connection has told of its prepared statements, and the same connection without asking it for that again. */
interface Acquaintance {
  shapes: Map<string, Shape>;
  quiet: Wire;
}

const acquaintances = new WeakMap<Wire, Acquaintance>();

const acquaintanceOf = (wire: Wire): Acquaintance => {
  const known = acquaintances.get(wire);
  if (known) return known;
  const quiet: Wire = Object.create(wire, { describe: { value: () => {} } });
  const made = { shapes: new Map<string, Shape>(), quiet };
  acquaintances.set(wire, made);
  return made;
};

/**
 * A statement with others before and behind it, sent as one message and answered by one: to wake the other side costs more than
 * many a statement. Should one fail, PostgreSQL leaves out those behind it; without `BEGIN` all of them are one transaction. The rows of
 * a prepared statement never change their shape, so a connection describes them once.
 */
class Trip extends PgQuery {
  readonly #before: readonly Step[];
  readonly #after: readonly Step[];
  #completed = 0;
  /** How PostgreSQL called the last thing that it did. */
  lastCommand = "";

  constructor(
    { name, text, values }: pg.QueryConfig,
    before: readonly Step[],
    after: readonly Step[],
  ) {
    super(text, values);
    this.name = name;
    this.queryMode = "extended";
    this.#before = before;
    this.#after = after;
  }

  override prepare(wire: Wire): void {
    send(wire, this.#before);
    const { shapes, quiet } = acquaintanceOf(wire);
    const shape = this.name === undefined ? undefined : shapes.get(this.name);
    if (!shape) return super.prepare(wire);
    Object.assign(this._result, shape);
    this._accumulateRows = true;
    super.prepare(quiet);
  }

  /** `pg` ends a statement so: runs it, then asks for the answer. */
  _getRows(wire: Wire): void {
    wire.execute({});
    send(wire, this.#after);
    wire.sync();
  }

  get #isInside(): boolean {
    return this.#completed === this.#before.length;
  }

  override handleDataRow(message: unknown): void {
    if (this.#isInside) super.handleDataRow(message);
  }

  override handleCommandComplete(message: { text: string }, wire: Wire): void {
    this.lastCommand = message.text;
    if (this.#isInside) {
      super.handleCommandComplete(message, wire);
      this.#remember(wire);
    }
    this.#completed++;
  }

  #remember(wire: Wire): void {
    const { shapes } = acquaintanceOf(wire);
    if (this.name === undefined || shapes.has(this.name)) return;
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    shapes.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
  }
}

const send = (wire: Wire, steps: readonly Step[]): void => {
  for (const { name, values = [] } of steps) {
    wire.bind({ statement: name, values, valueMapper: (value) => value });
    wire.execute({});
  }
};

/** Runs a named statement with steps around it. Resolves with its rows, and how PostgreSQL called the last of them all. */
export const takeTrip = async <Row extends object>(
  client: pg.ClientBase,
  statement: pg.QueryConfig,
  { before = [], after = [] }: { before?: readonly Step[]; after?: readonly Step[] },
): Promise<{ rows: Row[]; lastCommand: string }> => {
  const trip = new Trip(statement, before, after);
  try {
    const { rows } = await new Promise<pg.QueryResult<Row>>((resolve, reject) => {
      trip.callback = (error, result) => (error ? reject(error) : resolve(result as never));
      client.query(trip as never);
    });
    return { rows, lastCommand: trip.lastCommand };
  } catch (error) {
    // It came out of the socket; whoever reads it wants to know who asked.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
};

/** Makes PostgreSQL read a statement, and does not run it. */
class Lesson extends PgQuery {
  readonly #step: Step["name"];

  constructor(step: Step["name"]) {
    super(TAUGHT[step]);
    this.#step = step;
    this.queryMode = "extended";
  }

  override prepare(wire: Wire): void {
    wire.parse({ name: this.#step, text: this.text });
    wire.submittedNamedStatements[this.#step] = this.text;
    wire.sync();
  }
}

/** Makes a new connection know the steps; whatever is asked of it next finds them. */
export const teachSteps = (client: pg.ClientBase): void => {
  for (const step of Object.keys(TAUGHT) as Array<Step["name"]>) {
    const lesson = new Lesson(step);
    // Whoever got this connection sees what needs the step fail; nobody else should.
    lesson.callback = (error) => {
      if (error) (client as pg.Client).end().catch(() => {});
    };
    client.query(lesson as never);
  }
};
