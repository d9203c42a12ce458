-- Of a payment with two charges, of the deposit and of the rest, a bank takes back one: the other can still be given back.
alter table payments.chargebacks add column intent_id text;

-- Where there were two, it is learnt when Stripe is next asked; until then it may be either.
update payments.chargebacks c
   set intent_id = coalesce(p.intent_id, p.deposit_intent_id)
  from payments.payments p
 where p.id = c.payment_id and c.tip_id is null and (p.deposit_intent_id is null or p.intent_id is null);
update payments.chargebacks c set intent_id = t.intent_id from payments.tips t where t.id = c.tip_id;
