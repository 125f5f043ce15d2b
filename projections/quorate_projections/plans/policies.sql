-- Plans are only ever counted, over everybody's conferences.
create policy counting on decisions for select to quorate_app using (quorate.is_counting());
