/** The search that shows everybody there, with their open times. */
export const searchHref = (category?: string, near?: string): string => {
  const params = new URLSearchParams({ ...(category && { category }), ...(near && { near }) });
  return params.size > 0 ? `/search?${params}` : "/search";
};
