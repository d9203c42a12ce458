-- Names while they are typed: those that begin so lie beside each other in byte order, so that finding the first hundred
-- costs the same among a thousand and among a million.
create index listings_name_prefix on search.listings (name_plain text_pattern_ops);
