-- name: add!
insert into entries (id, person_id, form, form_version, answers, revision, state, created_at, changed_at)
values (:id, :person_id, :form, :form_version, :answers, 1, 'open', :now, :now);

-- name: get^
select * from entries where id = :id;

-- name: open_of^
select * from entries where person_id = :person_id and form = :form and state = 'open' order by changed_at desc limit 1;

-- name: save!
update entries set answers = :answers, form_version = :form_version, revision = revision + 1, changed_at = :now
where id = :id and revision = :revision and state = 'open';

-- name: close!
update entries set state = :state, revision = revision + 1, changed_at = :now where id = :id and state = 'open';

-- name: reopen!
update entries set state = 'open', revision = revision + 1, changed_at = :now where id = :id and state = 'cancelled';

-- name: ask!
insert into questions (id, channel, address, person_id, say, lasting, card, outbox_id, asked_at, code)
values (:id, :channel, :address, :person_id, :say, :lasting, :card, :outbox_id, :now, :code);

-- name: with_code
select * from questions where code = :code and channel = :channel and address = :address order by id desc;

-- name: recent
select * from questions where channel = :channel and address = :address order by id desc limit :most;

-- name: code_of$
select code from questions where card = :card and code is not null order by id limit 1;

-- name: is_used$
select 1 from questions where code = :code limit 1;

-- name: question^
select * from questions where id = :id;

-- name: answer!
update questions set answer = :answer, answered_at = :now where id = :id and answer is null;

-- name: cards
select * from questions where card = :card order by id;

-- name: forget!
delete from entries where state <> 'open' and changed_at < :before;

-- name: forget_questions!
delete from questions where asked_at < :before;
