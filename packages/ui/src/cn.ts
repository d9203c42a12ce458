/**
 * Joins class names. Of two that say the same of an element, the stylesheet's order decides, not this one: a class that is to win
 * over one of the component's own carries `!`, as in `rounded-full!`.
 */
export { clsx as cn } from "clsx";
