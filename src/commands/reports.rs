//! The reports of a `lint` run: one on standard output, others in files.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::Io;
use crate::cli::LintArgs;
use crate::error::Error;
use crate::linter::{Linter, Verdict};
use crate::postmortem::PostMortem;
use crate::report::{Format, Piece, Printer, Style, Totals};
use crate::review::review;
use crate::source::tree;

/// The reports of a run; all are made of the same findings.
pub(super) struct Reports(Vec<(Printer, Target)>);

enum Target {
    Output,
    File(String, BufWriter<File>),
}

impl Reports {
    /// Opens the files first: a run is not worth its time when there is no place for its result.
    pub(super) fn open(args: &LintArgs, io: &Io<'_>) -> Result<Self, Error> {
        let style = Style {
            colour: io.styled,
            links: io.styled,
        };
        let printer = |format, style| {
            let printer = Printer::new(format, style).failing_from(args.fail_on.severity());
            match &args.links {
                Some(address) => printer.linking(address),
                None => printer,
            }
        };
        let mut reports = Vec::new();
        let elsewhere = args.output.iter().any(|output| output.format.is_none());
        if !elsewhere {
            reports.push((printer(args.format, style), Target::Output));
        }
        for output in &args.output {
            let format: Format = output.format.unwrap_or(args.format);
            let path = tree::shown(&output.path);
            let file = File::create(&output.path).map_err(|source| Error::Write {
                path: path.clone(),
                source,
            })?;
            let target = Target::File(path, BufWriter::new(file));
            reports.push((printer(format, Style::default()), target));
        }
        Ok(Reports(reports))
    }

    /// One document in every format; in any thread.
    pub(super) fn render(
        &self,
        post: &PostMortem,
        verdict: &Verdict<'_>,
        linter: &Linter,
    ) -> Vec<Piece> {
        let printers = self.0.iter().map(|(printer, _)| printer);
        let wanted = printers.clone().any(Printer::wants_review);
        let review = wanted.then(|| review(post, linter));
        printers
            .map(|printer| printer.reviewed(post, verdict, review.as_ref()))
            .collect()
    }

    /// Puts out what [`Reports::render`] made, in its turn.
    pub(super) fn add(&mut self, out: &mut dyn Write, pieces: Vec<Piece>) -> Result<(), Error> {
        for ((printer, target), piece) in self.0.iter_mut().zip(pieces) {
            target.write(out, |out| printer.add(out, piece))?;
        }
        Ok(())
    }

    /// Ends every report; gives the counts, which are the same in all.
    pub(super) fn finish(self, out: &mut dyn Write) -> Result<Totals, Error> {
        let mut totals = Totals::default();
        for (printer, mut target) in self.0 {
            totals = target.write(out, |out| {
                let totals = printer.finish(out)?;
                out.flush()?;
                Ok(totals)
            })?;
        }
        Ok(totals)
    }
}

impl Target {
    fn write<T>(
        &mut self,
        out: &mut dyn Write,
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<T>,
    ) -> Result<T, Error> {
        match self {
            Target::Output => write(out).map_err(Error::Output),
            Target::File(path, file) => write(file).map_err(|source| Error::Write {
                path: path.clone(),
                source,
            }),
        }
    }
}
