export { CategoryIcon as default } from "@loconomy/ui";
