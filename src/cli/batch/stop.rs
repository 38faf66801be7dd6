//! Ctrl-C: the first asks for an end in good order, the second ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::Outcome;

/// Whether the run is to end.
#[derive(Clone, Default)]
pub struct Stop {
    asked: Arc<AtomicBool>,
}

impl Stop {
    /// Asked for by Ctrl-C, or by the signal to terminate.
    pub fn on_interrupt() -> Self {
        let stop = Self::default();
        let asked = Arc::clone(&stop.asked);
        let _ = ctrlc::set_handler(move || {
            if asked.swap(true, Ordering::SeqCst) {
                // What is unfinished is made anew by --resume, so that ending now harms nothing.
                std::process::exit(Outcome::Interrupted.code().into());
            }
        });
        stop
    }

    /// Asks for the end.
    pub fn ask(&self) {
        self.asked.store(true, Ordering::SeqCst);
    }

    /// Whether the end was asked for.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }
}
