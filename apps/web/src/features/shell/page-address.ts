interface ClickedLink {
  href: string;
  target: string;
  hasAttribute(name: string): boolean;
}

/**
 * The address to go to when a link leads to a page of this site, else null: another site or tab, a download, the API, or a part of
 * the page that shows (`here`) is left to the browser.
 */
export const pageAddress = (link: ClickedLink, here: string): string | null => {
  if ((link.target && link.target !== "_self") || link.hasAttribute("download")) return null;
  const [to, from] = [new URL(link.href), new URL(here)];
  if (to.origin !== from.origin || /^\/(api|sandbox)\//.test(to.pathname)) return null;
  const isSamePage = to.pathname === from.pathname && to.search === from.search;
  if (isSamePage && to.hash) return null;
  return to.pathname + to.search + to.hash;
};
