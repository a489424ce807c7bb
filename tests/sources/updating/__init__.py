"""Tests of updating."""
