import { Link } from "@loconomy/ui";
import { Sparkles } from "lucide-react";
import type { Results } from "./load-results.ts";
import type { SearchState } from "./read-search-state.ts";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

interface UnderstandingProps {
  state: SearchState;
  understood: Results["understood"];
  didYouMean: Results["didYouMean"];
}

const texts = discoverTexts.understanding;
const linkClass = "font-medium text-accent underline underline-offset-4";

/** What the search took the visitor's own words for, or what they may mean, each as a search of that category. */
export function Understanding({ state, understood, didYouMean }: UnderstandingProps) {
  const isCategory = state.category !== undefined;
  if (!state.q || isCategory || (!understood && didYouMean.length === 0)) return null;
  // "We took plumbing for Plumbing" tells nobody anything.
  const isName = understood?.name.toLowerCase().includes(state.q.trim().toLowerCase());
  if (isName) return null;
  const search = ({ slug, name }: { slug: string; name: string }) => (
    <Link
      key={slug}
      href={searchHref(state, { q: undefined, category: slug })}
      className={`${linkClass} inline-flex min-h-11 items-center`}
    >
      {name}
    </Link>
  );
  return (
    <div className="flex items-start gap-3 rounded-card bg-accent-soft px-4 py-1">
      <Sparkles aria-hidden className="mt-3 size-5 shrink-0 stroke-[1.75] text-accent" />
      <p className="flex min-w-0 flex-wrap items-center gap-x-3">
        <span className="py-2.5">{understood ? texts.understood(state.q) : texts.didYouMean}</span>
        {understood ? search(understood) : didYouMean.map(search)}
      </p>
    </div>
  );
}
