import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from "prom-client";

/**
 * What a process counts, for Prometheus to read. Names are `loconomy_<what>_<unit>`, with `_total` for counters and
 * `_seconds` for times; labels take few values, never ids. Asking twice for one name answers the same metric.
 */
export interface Metrics {
  counter<Label extends string = never>(
    options: Options<CounterConfiguration<Label>>,
  ): Counter<Label>;
  /** With `collect`, which may set it, the value is asked for when it is read. */
  gauge<Label extends string = never>(options: Options<GaugeConfiguration<Label>>): Gauge<Label>;
  /** @param options.buckets upper bounds, in the unit of the name. */
  histogram<Label extends string = never>(
    options: Options<HistogramConfiguration<Label>>,
  ): Histogram<Label>;
  /** All of them in Prometheus' text format. */
  read(): Promise<{ contentType: string; body: string }>;
}

type Options<Configuration> = Omit<Configuration, "registers">;

/** One that cannot be asked for now, as the database is away, must not keep all others from being read. */
const leftOutWhenItFails = <Label extends string>({
  collect,
}: Options<GaugeConfiguration<Label>>): Pick<GaugeConfiguration<Label>, "collect"> =>
  collect
    ? {
        async collect() {
          try {
            await collect.call(this);
          } catch {
            this.reset();
          }
        },
      }
    : {};

/** Metrics of their own: nothing is shared with others of the same process, so tests do not see each other's. */
export const createMetrics = ({
  ofProcess = false,
}: {
  /** Also CPU, memory, event loop and garbage collection. */
  ofProcess?: boolean;
} = {}): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const once = <Metric>(name: string, make: () => Metric): Metric =>
    (registry.getSingleMetric(name) as Metric | undefined) ?? make();
  return {
    counter: (options) => once(options.name, () => new Counter({ ...options, registers })),
    gauge: (options) =>
      once(
        options.name,
        () => new Gauge({ ...options, ...leftOutWhenItFails(options), registers }),
      ),
    histogram: (options) => once(options.name, () => new Histogram({ ...options, registers })),
    read: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
};
