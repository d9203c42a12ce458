import { Button, Link } from "@loconomy/ui";
import { AsServed } from "../shell/as-served.tsx";
import { CategoryGrid } from "./category-grid.tsx";
import { nextDays } from "./days.ts";
import { FreeThisWeek } from "./free-this-week.tsx";
import { shortPlace } from "./heading.ts";
import { HowItWorks, WhatProtects } from "./how-it-works.tsx";
import { loadCategories, loadResults, type Results } from "./load-results.ts";
import { SearchForm } from "./search-form.tsx";
import { SearchNavigation } from "./search-navigation.tsx";
import { discoverTexts } from "./texts.ts";

/** Open times of the next seven days for the home page. When they cannot be loaded the rest of the page still works. */
const loadFree = async (near: string): Promise<Results | null> => {
  const to = Temporal.Now.instant()
    .add({ hours: 7 * 24 })
    .toString({ smallestUnit: "second" });
  try {
    return await loadResults({ near, sort: "soonest", to });
  } catch {
    return null;
  }
};

/** The home page around a place. */
export async function HomePage({ near }: { near: string }) {
  const [free, categories] = await Promise.all([loadFree(near), loadCategories().catch(() => [])]);
  const texts = discoverTexts.home;
  const place = shortPlace(free?.place?.label ?? near);
  const parents = categories
    .filter((category) => category.parentId === null)
    .toSorted((a, b) => a.sortOrder - b.sortOrder);
  const days = nextDays(Temporal.Now.instant(), free?.place?.timeZone ?? "America/Chicago", 14);
  return (
    <div className="flex flex-col">
      <section className="border-b border-border bg-accent-soft">
        <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-12 sm:py-16">
          <div className="flex flex-col gap-3">
            <h1 className="max-w-[20ch] text-2xl sm:text-3xl">{texts.title}</h1>
            <p className="max-w-prose text-lg">{texts.lead}</p>
          </div>
          <SearchNavigation>
            <SearchForm
              state={{ near: place }}
              around={free?.place?.position}
              days={days}
              categories={parents.map(({ name, slug, iconName }) => ({ name, slug, iconName }))}
            />
          </SearchNavigation>
        </div>
      </section>
      <AsServed className="mx-auto flex w-full max-w-6xl flex-col gap-16 px-4 pt-12">
        {parents.length > 0 && <CategoryGrid categories={parents} near={place} />}
        <FreeThisWeek {...{ free, place }} />
        <HowItWorks />
        <WhatProtects />
        <section className="flex flex-col items-start gap-4 rounded-card bg-surface-2 p-6 sm:flex-row sm:items-center sm:justify-between sm:p-8">
          <div className="flex flex-col gap-1">
            <h2 className="text-xl">{texts.offerHeading}</h2>
            <p className="max-w-prose text-muted">{texts.offerText}</p>
          </div>
          <Button asChild variant="quiet">
            <Link href="/become-a-provider">{texts.offerAction}</Link>
          </Button>
        </section>
      </AsServed>
    </div>
  );
}
