/** The way down to a page as schema.org has it. */
export const breadcrumbs = (
  crumbs: ReadonlyArray<{ name: string; href: string }>,
  origin: URL,
) => ({
  "@type": "BreadcrumbList",
  itemListElement: crumbs.map(({ name, href }, index) => ({
    "@type": "ListItem",
    position: index + 1,
    name,
    item: new URL(href, origin).href,
  })),
});

/** JSON that can stand inside a script element: no text in it can end the element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll("<", "\\u003c");
