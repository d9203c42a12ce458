import type { Category } from "@loconomy/contracts";

interface CategoryGroup {
  label: string;
  options: { value: string; label: string }[];
}

/** The category tree as groups for a select: a top category without children is a group of itself. */
export function categoryGroups(categories: readonly Category[]): CategoryGroup[] {
  const inOrder = categories.toSorted(
    (a, b) => a.sortOrder - b.sortOrder || a.name.localeCompare(b.name),
  );
  const option = ({ id, name }: Category) => ({ value: id, label: name });
  return inOrder
    .filter(({ parentId }) => parentId === null)
    .map((top) => {
      const children = inOrder.filter(({ parentId }) => parentId === top.id);
      return {
        label: top.name,
        options: children.length > 0 ? children.map(option) : [option(top)],
      };
    });
}
