import { providerTexts } from "./texts.ts";

/** How many gave five stars down to one; `counts` begins with one star. */
export function ReviewHistogram({ counts }: { counts: number[] }) {
  const most = Math.max(1, ...counts);
  return (
    <dl
      aria-label={providerTexts.reviews.histogram}
      className="flex w-full max-w-sm flex-col gap-1.5"
    >
      {counts
        .map((count, index) => ({ stars: index + 1, count }))
        .toReversed()
        .map(({ stars, count }) => (
          <div
            key={stars}
            className="grid grid-cols-[64px_1fr_40px] items-center gap-3 text-sm tabular"
          >
            <dt className="text-muted">{providerTexts.reviews.stars(stars)}</dt>
            <dd aria-hidden className="h-2 overflow-hidden rounded-full bg-surface-2">
              <span
                className="block h-full rounded-full bg-star"
                style={{ width: `${(count / most) * 100}%` }}
              />
            </dd>
            <dd className="text-right">{count}</dd>
          </div>
        ))}
    </dl>
  );
}
