import { useInfiniteQuery } from "@tanstack/react-query";

interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/**
 * A list whose first page came with the page, and whose next ones are asked for one by one. When the page is loaded anew, so is
 * its first part.
 */
export const useMore = <Row>(
  key: readonly unknown[],
  first: Page<Row>,
  load: (cursor: string) => Promise<Page<Row>>,
) => {
  const more = useInfiniteQuery({
    queryKey: [...key, first.nextCursor],
    queryFn: ({ pageParam }) => load(pageParam!),
    initialPageParam: first.nextCursor,
    getNextPageParam: (last: Page<Row>) => last.nextCursor,
    // Asked for by a button only.
    enabled: false,
  });
  return {
    rows: [...first.items, ...(more.data?.pages.flatMap(({ items }) => items) ?? [])],
    hasMore: more.data ? more.hasNextPage : first.nextCursor !== null,
    loading: more.isFetching,
    failed: more.isError,
    onShowMore: () => void more.fetchNextPage(),
  };
};
