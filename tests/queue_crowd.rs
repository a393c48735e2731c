//! What the task queue promises about many tasks and many wishes.

use std::time::{Duration, Instant};

use cos_wasm_sdk::transfer::progress::Reading;
use cos_wasm_sdk::transfer::queue::Queue;
use cos_wasm_sdk::transfer::task::{Run, State, Ticket, Upload};

const UPLOAD: Upload = Upload { size: 5, is_download: false };

fn reading(loaded: u64, speed: f64, percent: f64) -> Reading {
    Reading { loaded, total: Some(5), speed, percent }
}

fn add(queue: &mut Queue) -> Ticket {
    let ticket = queue.reserve(UPLOAD);
    queue.release(ticket);
    ticket
}

fn start(queue: &mut Queue, limit: usize) -> Vec<Run> {
    std::iter::from_fn(|| queue.start_next(limit, limit)).collect()
}

fn trim(queue: &mut Queue, size: usize) -> usize {
    std::iter::from_fn(|| queue.trim(size)).count()
}

/// A queue with ten thousand uploads, and those of them that run.
fn crowd() -> (Queue, Vec<Run>) {
    let mut queue = Queue::default();
    let mut runs = Vec::new();
    for _ in 0..10_000 {
        add(&mut queue);
        runs.extend(queue.start_next(3, 3));
        assert_eq!(queue.trim(100), None);
    }
    (queue, runs)
}

/// The shortest of five times, because other programs take turns on the machine.
fn shortest_time(action: impl Fn()) -> Duration {
    let timed = |_| {
        let begin = Instant::now();
        action();
        begin.elapsed()
    };
    (0..5).map(timed).min().unwrap_or_default()
}

#[test]
fn ten_thousand_files_add_in_less_than_100_ms() {
    let time = shortest_time(|| drop(crowd()));
    assert!(time < Duration::from_millis(100), "{time:?}");
}

#[test]
fn of_ten_thousand_files_all_run() {
    let (mut queue, mut runs) = crowd();
    let mut order = Vec::new();
    while let Some(run) = runs.pop() {
        order.push(run.ticket);
        assert!(queue.progressed(run, &reading(5, 0.0, 1.0)) && queue.succeeded(run));
        runs.extend(queue.start_next(3, 3));
        trim(&mut queue, 100);
    }
    order.sort();
    order.dedup();
    assert_eq!((order.len(), queue.tasks().len(), queue.is_upload_running()), (10_000, 100, false));
    assert!(queue.tasks().all(|task| task.state == State::Success));
}

#[test]
fn ten_thousand_tasks_are_paused_restarted_and_cancelled_one_by_one_in_less_than_a_second() {
    let mut queue = Queue::default();
    let tickets: Vec<_> = (0..10_000).map(|_| add(&mut queue)).collect();
    let begin = Instant::now();
    assert!(tickets.iter().all(|ticket| queue.pause(*ticket).is_some()));
    assert!(tickets.iter().all(|ticket| queue.restart(*ticket).is_some()));
    assert!(tickets.iter().all(|ticket| queue.cancel(*ticket).is_some()));
    assert_eq!(queue.start_next(3, 3), None);
    assert_eq!(trim(&mut queue, 0), 10_000);
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
}

/// Numbers that look random and are the same in every run.
struct Dice(u32);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

fn count(queue: &Queue, states: &[State]) -> usize {
    queue.tasks().filter(|task| states.contains(&task.state)).count()
}

fn act(queue: &mut Queue, runs: &[Run], dice: &mut Dice, ticket: Ticket) {
    let run = runs.get(dice.below(runs.len().max(1)));
    match (dice.below(8), run) {
        (0, Some(run)) => _ = queue.succeeded(*run),
        (1, Some(run)) => _ = queue.failed(*run),
        (2, Some(run)) => _ = queue.progressed(*run, &reading(1, 1.0, 0.2)),
        (3, _) => _ = queue.pause(ticket),
        (4, _) => _ = queue.restart(ticket),
        (5, _) => _ = queue.cancel(ticket),
        _ => {}
    }
}

#[test]
fn no_slot_is_lost_and_no_task_forgotten_whatever_happens() {
    let mut dice = Dice(7);
    let mut queue = Queue::default();
    let mut runs = Vec::new();
    let mut last = add(&mut queue);
    for _ in 0..20_000 {
        if dice.below(3) == 0 {
            last = add(&mut queue);
        }
        let before = dice.below(20).try_into().unwrap();
        act(&mut queue, &runs, &mut dice, Ticket(last.0.saturating_sub(before)));
        let limit = 1 + dice.below(4);
        let before = queue.running();
        let started = start(&mut queue, limit);
        assert!(started.is_empty() || queue.running() <= limit.max(before));
        assert!(queue.running() >= limit || queue.waiting() == 0);
        runs.extend(started);
        trim(&mut queue, 20);
        assert_eq!(queue.running(), count(&queue, &[State::Checking, State::Uploading]));
        assert_eq!(queue.waiting(), count(&queue, &[State::Waiting]));
        runs.retain(|run| queue.is_current(*run));
        assert_eq!(queue.running(), runs.len());
        assert!(queue.tasks().is_sorted_by_key(|task| task.ticket));
    }
    while let Some(run) = runs.pop() {
        assert!(queue.succeeded(run));
        runs.extend(queue.start_next(1, 1));
    }
    assert!(!queue.is_upload_running());
}
