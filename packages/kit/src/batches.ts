/** More than this at once would make those at the front wait for those behind. */
const BATCH_MAX = 100;

interface Asked<Item, Answer> {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Does the same for many who ask at the same time with one statement: the first is served at once, and while that runs the next
 * ones gather. A batch that fails is done again one by one, so that nobody fails for what another asked; `work` must allow that.
 * @param work answers in the order of its items, all or nothing.
 */
export const inBatches = <Item, Answer = void>(
  work: (items: Item[]) => Promise<readonly Answer[]>,
): ((item: Item) => Promise<Answer>) => {
  const waiting: Array<Asked<Item, Answer>> = [];
  let isRunning = false;

  const serve = async (asked: ReadonlyArray<Asked<Item, Answer>>): Promise<void> => {
    try {
      const answers = await work(asked.map(({ item }) => item));
      asked.forEach(({ resolve }, n) => resolve(answers[n]!));
    } catch (error) {
      if (asked.length === 1) return asked[0]!.reject(error);
      for (const one of asked) await serve([one]);
    }
  };
  const run = async (): Promise<void> => {
    isRunning = true;
    // Who asks in the same turn of the event loop goes with the first.
    await Promise.resolve();
    while (waiting.length > 0) await serve(waiting.splice(0, BATCH_MAX));
    isRunning = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void run();
    });
};
