import type { Category } from "@loconomy/contracts";
import { CategoryIcon, Link } from "@loconomy/ui";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

/** The top of the category tree, each a search near the place. */
export function CategoryGrid({ categories, near }: { categories: Category[]; near: string }) {
  return (
    <section aria-labelledby="categories" className="flex flex-col gap-4">
      <h2 id="categories" className="text-xl">
        {discoverTexts.home.categories}
      </h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {categories.map((category) => (
          <li key={category.id}>
            <Link
              href={searchHref({ category: category.slug, near })}
              className="flex h-full min-h-16 items-center gap-3 rounded-card border border-border bg-surface p-3 font-medium text-text no-underline hover:border-border-strong"
            >
              <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent">
                <CategoryIcon iconName={category.iconName} />
              </span>
              {category.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
