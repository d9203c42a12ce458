import type { Category } from "@loconomy/contracts";
import { CategoryIcon, cn, Link } from "@loconomy/ui";
import { LayoutGrid } from "lucide-react";
import type { ReactNode } from "react";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

const spanOf2 = ["", "col-span-1", "col-span-2"];
const spanOf3 = ["", "sm:col-span-1", "sm:col-span-2", "sm:col-span-3"];
const spanOf4 = ["", "lg:col-span-1", "lg:col-span-2", "lg:col-span-3", "lg:col-span-4"];

/** Columns that so many tiles leave free in their last row; a whole row when they fill it. */
const free = (tiles: number, columns: number) => columns - (tiles % columns);

/** The top of the category tree, each a search near the place; the last tile, everything, fills up the last row. */
export function CategoryGrid({ categories, near }: { categories: Category[]; near: string }) {
  const count = categories.length;
  return (
    <section aria-labelledby="categories" className="flex flex-col gap-4">
      <h2 id="categories" className="text-xl">
        {discoverTexts.home.categories}
      </h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {categories.map(({ id, slug, name, iconName }) => (
          <li key={id}>
            <Tile
              href={searchHref({ category: slug, near })}
              icon={<CategoryIcon iconName={iconName} />}
            >
              {name}
            </Tile>
          </li>
        ))}
        <li
          className={cn(spanOf2[free(count, 2)], spanOf3[free(count, 3)], spanOf4[free(count, 4)])}
        >
          <Tile
            href={searchHref({ near })}
            icon={<LayoutGrid aria-hidden className="size-5 stroke-[1.75]" />}
          >
            {discoverTexts.home.everything}
          </Tile>
        </li>
      </ul>
    </section>
  );
}

function Tile({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="flex h-full min-h-16 items-center gap-3 rounded-card border border-border bg-surface p-3 font-medium text-text no-underline hover:border-border-strong"
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent">
        {icon}
      </span>
      {children}
    </Link>
  );
}
