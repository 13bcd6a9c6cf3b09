//! Reads a tree as a type again and again until every problem in it is known.
//!
//! Serde stops at the first fault. So the fault is noted, its node is given a stand-in,
//! and the tree is read anew: what stays hidden behind a fault comes out in the next
//! round.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::Keys;
use super::fault::{Fault, Kind, Label};
use super::node_reader::NodeReader;
use super::stand_in;
use super::tree::Node;
use crate::diagnostics::Problem;

/// Rounds after which a file is given up; each finds a problem or tries a stand-in.
const ROUNDS: std::ops::RangeInclusive<usize> = 10..=300;
/// Nodes that are read in all the rounds of a large file.
const READ_MAX: usize = 2_000_000;
/// Problems that are told of one file.
const PROBLEMS_MAX: usize = 300;

/// What the rounds have found so far.
pub(super) struct Session {
    /// Keys in other languages.
    pub keys: Keys,
    problems: RefCell<Vec<Problem>>,
    /// Nodes that get a stand-in, with the kind of it.
    nodes: HashMap<usize, usize>,
    /// Keys that are missing from a node and get a stand-in, with the kind of it.
    missing: HashMap<usize, Vec<(&'static str, usize)>>,
}

/// The value, with stand-ins where there was a problem; none when no stand-in fits.
pub(super) fn read<T: DeserializeOwned>(
    root: &Node,
    keys: Keys,
) -> (Option<T>, Vec<Problem>) {
    let mut session = Session {
        keys,
        problems: RefCell::default(),
        nodes: HashMap::new(),
        missing: HashMap::new(),
    };
    let rounds = (READ_MAX / root.size.max(1)).clamp(*ROUNDS.start(), *ROUNDS.end());
    for _ in 0..rounds {
        let seed = std::marker::PhantomData::<T>;
        match session.value(seed, root, Label::Root) {
            Ok(value) => return (Some(value), session.problems.into_inner()),
            Err(fault) => {
                if !session.note(&fault) {
                    break;
                }
            }
        }
    }
    (None, session.problems.into_inner())
}

impl Session {
    /// Reads a node, or its stand-in when it has one.
    pub(super) fn value<'de, S: serde::de::DeserializeSeed<'de>>(
        &self,
        seed: S,
        node: &Node,
        label: Label<'_>,
    ) -> Result<S::Value, Fault> {
        let read = match self.nodes.get(&node.id) {
            Some(&kind) => {
                stand_in::value(seed, kind).map_err(|_| Fault::new(Kind::StandIn))
            }
            None => seed.deserialize(NodeReader { node, label, session: self }),
        };
        read.map_err(|fault| fault.at(node, label))
    }

    /// The keys that get a stand-in in a node, with the kind of it.
    pub(super) fn missing_in(&self, node: &Node) -> &[(&'static str, usize)] {
        self.missing.get(&node.id).map_or(&[], Vec::as_slice)
    }

    /// Whether as many problems are known as will be told.
    pub(super) fn is_full(&self) -> bool {
        self.problems.borrow().len() >= PROBLEMS_MAX
    }

    /// Notes a problem that does not keep the node from being read.
    pub(super) fn report(&self, fault: &Fault) {
        if self.is_full() {
            return;
        }
        let mut problems = self.problems.borrow_mut();
        if let Some(problem) = fault.problem()
            && !problems.contains(&problem)
        {
            problems.push(problem);
        }
    }

    /// Notes a fault and gives its node a stand-in; whether another round is of use.
    fn note(&mut self, fault: &Fault) -> bool {
        let Some(at) = &fault.at else { return false };
        self.report(fault);
        let stand_in = match fault.kind {
            Kind::Missing { key, .. } => {
                let missing = self.missing.entry(at.node).or_default();
                match missing.iter_mut().find(|(other, _)| *other == key) {
                    Some((_, kind)) => kind,
                    None => {
                        missing.push((key, 0));
                        return true;
                    }
                }
            }
            Kind::Typing(_)
            | Kind::Told(_)
            | Kind::Expected(_)
            | Kind::UnknownKey { .. }
            | Kind::UnknownWord { .. }
            | Kind::StandIn => match self.nodes.get_mut(&at.node) {
                Some(kind) => kind,
                None => {
                    self.nodes.insert(at.node, 0);
                    return true;
                }
            },
        };
        *stand_in += 1;
        *stand_in < stand_in::KINDS
    }
}
