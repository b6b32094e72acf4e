/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_PYEMB_TYPES_H
#define PYEMB_PYEMB_TYPES_H

/* The types and exceptions of the calling thread's interpreter. The lists give each a number; new ones are added at their ends. NULL where no thread
 * state is attached. */

#ifdef __cplusplus
extern "C" {
#endif

/* X(name in C, name in the library) */
#define PYEMB_EACH_TYPE(X) \
  X(PyBaseObject_Type, Object) \
  X(PyType_Type, Type) \
  X(_PyNone_Type, NoneType) \
  X(_PyNotImplemented_Type, NotImplementedType) \
  X(PyEllipsis_Type, EllipsisType) \
  X(PyLong_Type, Int) \
  X(PyBool_Type, Bool) \
  X(PyFloat_Type, Float) \
  X(PyComplex_Type, Complex) \
  X(PyUnicode_Type, Str) \
  X(PyUnicodeIter_Type, StrIterator) \
  X(PyBytes_Type, Bytes) \
  X(PyBytesIter_Type, BytesIterator) \
  X(PyByteArray_Type, ByteArray) \
  X(PyByteArrayIter_Type, ByteArrayIterator) \
  X(PyMemoryView_Type, MemoryView) \
  X(PyTuple_Type, Tuple) \
  X(PyTupleIter_Type, TupleIterator) \
  X(PyList_Type, List) \
  X(PyListIter_Type, ListIterator) \
  X(PyListRevIter_Type, ListReverseIterator) \
  X(PyDict_Type, Dict) \
  X(PyDictKeys_Type, DictKeys) \
  X(PyDictValues_Type, DictValues) \
  X(PyDictItems_Type, DictItems) \
  X(PyDictIterKey_Type, DictKeyIterator) \
  X(PyDictIterValue_Type, DictValueIterator) \
  X(PyDictIterItem_Type, DictItemIterator) \
  X(PyDictRevIterKey_Type, DictReverseKeyIterator) \
  X(PyDictRevIterValue_Type, DictReverseValueIterator) \
  X(PyDictRevIterItem_Type, DictReverseItemIterator) \
  X(PyDictProxy_Type, MappingProxy) \
  X(PySet_Type, Set) \
  X(PyFrozenSet_Type, FrozenSet) \
  X(PySetIter_Type, SetIterator) \
  X(PyRange_Type, Range) \
  X(PyRangeIter_Type, RangeIterator) \
  X(PyLongRangeIter_Type, LongRangeIterator) \
  X(PySlice_Type, Slice) \
  X(PySeqIter_Type, SequenceIterator) \
  X(PyCallIter_Type, CallableIterator) \
  X(PyEnum_Type, Enumerate) \
  X(PyReversed_Type, Reversed) \
  X(PyZip_Type, Zip) \
  X(PyMap_Type, Map) \
  X(PyFilter_Type, Filter) \
  X(PyFunction_Type, Function) \
  X(PyMethod_Type, Method) \
  X(PyInstanceMethod_Type, InstanceMethod) \
  X(PyCFunction_Type, Builtin) \
  X(PyMethodDescr_Type, MethodDescriptor) \
  X(PyClassMethodDescr_Type, ClassMethodDescriptor) \
  X(PyWrapperDescr_Type, WrapperDescriptor) \
  X(_PyMethodWrapper_Type, MethodWrapper) \
  X(PyMemberDescr_Type, MemberDescriptor) \
  X(PyGetSetDescr_Type, GetSetDescriptor) \
  X(PyProperty_Type, Property) \
  X(PyClassMethod_Type, ClassMethod) \
  X(PyStaticMethod_Type, StaticMethod) \
  X(PySuper_Type, Super) \
  X(PyCell_Type, Cell) \
  X(PyCode_Type, Code) \
  X(PyFrame_Type, Frame) \
  X(PyTraceBack_Type, Traceback) \
  X(PyGen_Type, Generator) \
  X(PyCoro_Type, Coroutine) \
  X(PyAsyncGen_Type, AsyncGenerator) \
  X(PyModule_Type, Module) \
  X(_PyNamespace_Type, SimpleNamespace) \
  X(Py_GenericAliasType, GenericAlias) \
  X(_PyWeakref_RefType, WeakRef) \
  X(_PyWeakref_ProxyType, WeakProxy) \
  X(_PyWeakref_CallableProxyType, WeakCallableProxy) \
  X(PyCapsule_Type, Capsule) \
  X(PyModuleDef_Type, ModuleDefinition)

/* The same for types of native modules, which are made when they are first asked for. */
#define PYEMB_EACH_MODULE_TYPE(X) \
  X(PyODict_Type, OrderedDict) \
  X(PyContext_Type, Context) \
  X(PyContextVar_Type, ContextVar) \
  X(PyContextToken_Type, ContextToken) \
  X(PyODictKeys_Type, OrderedDictKeys) \
  X(PyODictValues_Type, OrderedDictValues) \
  X(PyODictItems_Type, OrderedDictItems) \
  X(PyODictIter_Type, OrderedDictIterator) \
  X(PyPickleBuffer_Type, PickleBuffer) \
  X(PyStdPrinter_Type, StdPrinter)

#define PYEMB_EACH_EXCEPTION(X) \
  X(BaseException) \
  X(Exception) \
  X(BaseExceptionGroup) \
  X(ExceptionGroup) \
  X(GeneratorExit) \
  X(KeyboardInterrupt) \
  X(SystemExit) \
  X(ArithmeticError) \
  X(FloatingPointError) \
  X(OverflowError) \
  X(ZeroDivisionError) \
  X(AssertionError) \
  X(AttributeError) \
  X(BufferError) \
  X(EOFError) \
  X(ImportError) \
  X(ModuleNotFoundError) \
  X(LookupError) \
  X(IndexError) \
  X(KeyError) \
  X(MemoryError) \
  X(NameError) \
  X(UnboundLocalError) \
  X(OSError) \
  X(BlockingIOError) \
  X(ChildProcessError) \
  X(ConnectionError) \
  X(BrokenPipeError) \
  X(ConnectionAbortedError) \
  X(ConnectionRefusedError) \
  X(ConnectionResetError) \
  X(FileExistsError) \
  X(FileNotFoundError) \
  X(InterruptedError) \
  X(IsADirectoryError) \
  X(NotADirectoryError) \
  X(PermissionError) \
  X(ProcessLookupError) \
  X(TimeoutError) \
  X(ReferenceError) \
  X(RuntimeError) \
  X(NotImplementedError) \
  X(RecursionError) \
  X(StopAsyncIteration) \
  X(StopIteration) \
  X(SyntaxError) \
  X(IndentationError) \
  X(TabError) \
  X(SystemError) \
  X(TypeError) \
  X(ValueError) \
  X(UnicodeError) \
  X(UnicodeDecodeError) \
  X(UnicodeEncodeError) \
  X(UnicodeTranslateError) \
  X(Warning) \
  X(BytesWarning) \
  X(DeprecationWarning) \
  X(EncodingWarning) \
  X(FutureWarning) \
  X(ImportWarning) \
  X(PendingDeprecationWarning) \
  X(ResourceWarning) \
  X(RuntimeWarning) \
  X(SyntaxWarning) \
  X(UnicodeWarning) \
  X(UserWarning)

enum {
#define PYEMB_NUMBER(name, type) PYEMB_TYPE_##name,
  PYEMB_EACH_TYPE(PYEMB_NUMBER)
  PYEMB_EACH_MODULE_TYPE(PYEMB_NUMBER)
#undef PYEMB_NUMBER
  PYEMB_TYPE_COUNT
};
enum {
#define PYEMB_NUMBER(name) PYEMB_EXC_##name,
  PYEMB_EACH_EXCEPTION(PYEMB_NUMBER)
#undef PYEMB_NUMBER
  PYEMB_EXC_COUNT
};
PyAPI_FUNC(PyTypeObject *) PyEmb_Type(int number);   /* borrowed */
PyAPI_FUNC(PyObject *) PyEmb_Exception(int number);  /* borrowed */

#define PyBaseObject_Type (*PyEmb_Type(PYEMB_TYPE_PyBaseObject_Type))
#define PyType_Type (*PyEmb_Type(PYEMB_TYPE_PyType_Type))
#define _PyNone_Type (*PyEmb_Type(PYEMB_TYPE__PyNone_Type))
#define _PyNotImplemented_Type (*PyEmb_Type(PYEMB_TYPE__PyNotImplemented_Type))
#define PyEllipsis_Type (*PyEmb_Type(PYEMB_TYPE_PyEllipsis_Type))
#define PyLong_Type (*PyEmb_Type(PYEMB_TYPE_PyLong_Type))
#define PyBool_Type (*PyEmb_Type(PYEMB_TYPE_PyBool_Type))
#define PyFloat_Type (*PyEmb_Type(PYEMB_TYPE_PyFloat_Type))
#define PyComplex_Type (*PyEmb_Type(PYEMB_TYPE_PyComplex_Type))
#define PyUnicode_Type (*PyEmb_Type(PYEMB_TYPE_PyUnicode_Type))
#define PyUnicodeIter_Type (*PyEmb_Type(PYEMB_TYPE_PyUnicodeIter_Type))
#define PyBytes_Type (*PyEmb_Type(PYEMB_TYPE_PyBytes_Type))
#define PyBytesIter_Type (*PyEmb_Type(PYEMB_TYPE_PyBytesIter_Type))
#define PyByteArray_Type (*PyEmb_Type(PYEMB_TYPE_PyByteArray_Type))
#define PyByteArrayIter_Type (*PyEmb_Type(PYEMB_TYPE_PyByteArrayIter_Type))
#define PyMemoryView_Type (*PyEmb_Type(PYEMB_TYPE_PyMemoryView_Type))
#define PyTuple_Type (*PyEmb_Type(PYEMB_TYPE_PyTuple_Type))
#define PyTupleIter_Type (*PyEmb_Type(PYEMB_TYPE_PyTupleIter_Type))
#define PyList_Type (*PyEmb_Type(PYEMB_TYPE_PyList_Type))
#define PyListIter_Type (*PyEmb_Type(PYEMB_TYPE_PyListIter_Type))
#define PyListRevIter_Type (*PyEmb_Type(PYEMB_TYPE_PyListRevIter_Type))
#define PyDict_Type (*PyEmb_Type(PYEMB_TYPE_PyDict_Type))
#define PyDictKeys_Type (*PyEmb_Type(PYEMB_TYPE_PyDictKeys_Type))
#define PyDictValues_Type (*PyEmb_Type(PYEMB_TYPE_PyDictValues_Type))
#define PyDictItems_Type (*PyEmb_Type(PYEMB_TYPE_PyDictItems_Type))
#define PyDictIterKey_Type (*PyEmb_Type(PYEMB_TYPE_PyDictIterKey_Type))
#define PyDictIterValue_Type (*PyEmb_Type(PYEMB_TYPE_PyDictIterValue_Type))
#define PyDictIterItem_Type (*PyEmb_Type(PYEMB_TYPE_PyDictIterItem_Type))
#define PyDictRevIterKey_Type (*PyEmb_Type(PYEMB_TYPE_PyDictRevIterKey_Type))
#define PyDictRevIterValue_Type (*PyEmb_Type(PYEMB_TYPE_PyDictRevIterValue_Type))
#define PyDictRevIterItem_Type (*PyEmb_Type(PYEMB_TYPE_PyDictRevIterItem_Type))
#define PyDictProxy_Type (*PyEmb_Type(PYEMB_TYPE_PyDictProxy_Type))
#define PySet_Type (*PyEmb_Type(PYEMB_TYPE_PySet_Type))
#define PyFrozenSet_Type (*PyEmb_Type(PYEMB_TYPE_PyFrozenSet_Type))
#define PySetIter_Type (*PyEmb_Type(PYEMB_TYPE_PySetIter_Type))
#define PyRange_Type (*PyEmb_Type(PYEMB_TYPE_PyRange_Type))
#define PyRangeIter_Type (*PyEmb_Type(PYEMB_TYPE_PyRangeIter_Type))
#define PyLongRangeIter_Type (*PyEmb_Type(PYEMB_TYPE_PyLongRangeIter_Type))
#define PySlice_Type (*PyEmb_Type(PYEMB_TYPE_PySlice_Type))
#define PySeqIter_Type (*PyEmb_Type(PYEMB_TYPE_PySeqIter_Type))
#define PyCallIter_Type (*PyEmb_Type(PYEMB_TYPE_PyCallIter_Type))
#define PyEnum_Type (*PyEmb_Type(PYEMB_TYPE_PyEnum_Type))
#define PyReversed_Type (*PyEmb_Type(PYEMB_TYPE_PyReversed_Type))
#define PyZip_Type (*PyEmb_Type(PYEMB_TYPE_PyZip_Type))
#define PyMap_Type (*PyEmb_Type(PYEMB_TYPE_PyMap_Type))
#define PyFilter_Type (*PyEmb_Type(PYEMB_TYPE_PyFilter_Type))
#define PyFunction_Type (*PyEmb_Type(PYEMB_TYPE_PyFunction_Type))
#define PyMethod_Type (*PyEmb_Type(PYEMB_TYPE_PyMethod_Type))
#define PyInstanceMethod_Type (*PyEmb_Type(PYEMB_TYPE_PyInstanceMethod_Type))
#define PyCFunction_Type (*PyEmb_Type(PYEMB_TYPE_PyCFunction_Type))
#define PyMethodDescr_Type (*PyEmb_Type(PYEMB_TYPE_PyMethodDescr_Type))
#define PyClassMethodDescr_Type (*PyEmb_Type(PYEMB_TYPE_PyClassMethodDescr_Type))
#define PyWrapperDescr_Type (*PyEmb_Type(PYEMB_TYPE_PyWrapperDescr_Type))
#define _PyMethodWrapper_Type (*PyEmb_Type(PYEMB_TYPE__PyMethodWrapper_Type))
#define PyMemberDescr_Type (*PyEmb_Type(PYEMB_TYPE_PyMemberDescr_Type))
#define PyGetSetDescr_Type (*PyEmb_Type(PYEMB_TYPE_PyGetSetDescr_Type))
#define PyProperty_Type (*PyEmb_Type(PYEMB_TYPE_PyProperty_Type))
#define PyClassMethod_Type (*PyEmb_Type(PYEMB_TYPE_PyClassMethod_Type))
#define PyStaticMethod_Type (*PyEmb_Type(PYEMB_TYPE_PyStaticMethod_Type))
#define PySuper_Type (*PyEmb_Type(PYEMB_TYPE_PySuper_Type))
#define PyCell_Type (*PyEmb_Type(PYEMB_TYPE_PyCell_Type))
#define PyCode_Type (*PyEmb_Type(PYEMB_TYPE_PyCode_Type))
#define PyFrame_Type (*PyEmb_Type(PYEMB_TYPE_PyFrame_Type))
#define PyTraceBack_Type (*PyEmb_Type(PYEMB_TYPE_PyTraceBack_Type))
#define PyGen_Type (*PyEmb_Type(PYEMB_TYPE_PyGen_Type))
#define PyCoro_Type (*PyEmb_Type(PYEMB_TYPE_PyCoro_Type))
#define PyAsyncGen_Type (*PyEmb_Type(PYEMB_TYPE_PyAsyncGen_Type))
#define PyModule_Type (*PyEmb_Type(PYEMB_TYPE_PyModule_Type))
#define _PyNamespace_Type (*PyEmb_Type(PYEMB_TYPE__PyNamespace_Type))
#define Py_GenericAliasType (*PyEmb_Type(PYEMB_TYPE_Py_GenericAliasType))
#define _PyWeakref_RefType (*PyEmb_Type(PYEMB_TYPE__PyWeakref_RefType))
#define _PyWeakref_ProxyType (*PyEmb_Type(PYEMB_TYPE__PyWeakref_ProxyType))
#define _PyWeakref_CallableProxyType (*PyEmb_Type(PYEMB_TYPE__PyWeakref_CallableProxyType))
#define PyCapsule_Type (*PyEmb_Type(PYEMB_TYPE_PyCapsule_Type))
#define PyModuleDef_Type (*PyEmb_Type(PYEMB_TYPE_PyModuleDef_Type))
#define PyODict_Type (*PyEmb_Type(PYEMB_TYPE_PyODict_Type))
#define PyContext_Type (*PyEmb_Type(PYEMB_TYPE_PyContext_Type))
#define PyContextVar_Type (*PyEmb_Type(PYEMB_TYPE_PyContextVar_Type))
#define PyContextToken_Type (*PyEmb_Type(PYEMB_TYPE_PyContextToken_Type))
#define PyODictKeys_Type (*PyEmb_Type(PYEMB_TYPE_PyODictKeys_Type))
#define PyODictValues_Type (*PyEmb_Type(PYEMB_TYPE_PyODictValues_Type))
#define PyODictItems_Type (*PyEmb_Type(PYEMB_TYPE_PyODictItems_Type))
#define PyODictIter_Type (*PyEmb_Type(PYEMB_TYPE_PyODictIter_Type))
#define PyPickleBuffer_Type (*PyEmb_Type(PYEMB_TYPE_PyPickleBuffer_Type))
#define PyStdPrinter_Type (*PyEmb_Type(PYEMB_TYPE_PyStdPrinter_Type))

#define PyExc_BaseException PyEmb_Exception(PYEMB_EXC_BaseException)
#define PyExc_Exception PyEmb_Exception(PYEMB_EXC_Exception)
#define PyExc_BaseExceptionGroup PyEmb_Exception(PYEMB_EXC_BaseExceptionGroup)
#define PyExc_ExceptionGroup PyEmb_Exception(PYEMB_EXC_ExceptionGroup)
#define PyExc_GeneratorExit PyEmb_Exception(PYEMB_EXC_GeneratorExit)
#define PyExc_KeyboardInterrupt PyEmb_Exception(PYEMB_EXC_KeyboardInterrupt)
#define PyExc_SystemExit PyEmb_Exception(PYEMB_EXC_SystemExit)
#define PyExc_ArithmeticError PyEmb_Exception(PYEMB_EXC_ArithmeticError)
#define PyExc_FloatingPointError PyEmb_Exception(PYEMB_EXC_FloatingPointError)
#define PyExc_OverflowError PyEmb_Exception(PYEMB_EXC_OverflowError)
#define PyExc_ZeroDivisionError PyEmb_Exception(PYEMB_EXC_ZeroDivisionError)
#define PyExc_AssertionError PyEmb_Exception(PYEMB_EXC_AssertionError)
#define PyExc_AttributeError PyEmb_Exception(PYEMB_EXC_AttributeError)
#define PyExc_BufferError PyEmb_Exception(PYEMB_EXC_BufferError)
#define PyExc_EOFError PyEmb_Exception(PYEMB_EXC_EOFError)
#define PyExc_ImportError PyEmb_Exception(PYEMB_EXC_ImportError)
#define PyExc_ModuleNotFoundError PyEmb_Exception(PYEMB_EXC_ModuleNotFoundError)
#define PyExc_LookupError PyEmb_Exception(PYEMB_EXC_LookupError)
#define PyExc_IndexError PyEmb_Exception(PYEMB_EXC_IndexError)
#define PyExc_KeyError PyEmb_Exception(PYEMB_EXC_KeyError)
#define PyExc_MemoryError PyEmb_Exception(PYEMB_EXC_MemoryError)
#define PyExc_NameError PyEmb_Exception(PYEMB_EXC_NameError)
#define PyExc_UnboundLocalError PyEmb_Exception(PYEMB_EXC_UnboundLocalError)
#define PyExc_OSError PyEmb_Exception(PYEMB_EXC_OSError)
#define PyExc_BlockingIOError PyEmb_Exception(PYEMB_EXC_BlockingIOError)
#define PyExc_ChildProcessError PyEmb_Exception(PYEMB_EXC_ChildProcessError)
#define PyExc_ConnectionError PyEmb_Exception(PYEMB_EXC_ConnectionError)
#define PyExc_BrokenPipeError PyEmb_Exception(PYEMB_EXC_BrokenPipeError)
#define PyExc_ConnectionAbortedError PyEmb_Exception(PYEMB_EXC_ConnectionAbortedError)
#define PyExc_ConnectionRefusedError PyEmb_Exception(PYEMB_EXC_ConnectionRefusedError)
#define PyExc_ConnectionResetError PyEmb_Exception(PYEMB_EXC_ConnectionResetError)
#define PyExc_FileExistsError PyEmb_Exception(PYEMB_EXC_FileExistsError)
#define PyExc_FileNotFoundError PyEmb_Exception(PYEMB_EXC_FileNotFoundError)
#define PyExc_InterruptedError PyEmb_Exception(PYEMB_EXC_InterruptedError)
#define PyExc_IsADirectoryError PyEmb_Exception(PYEMB_EXC_IsADirectoryError)
#define PyExc_NotADirectoryError PyEmb_Exception(PYEMB_EXC_NotADirectoryError)
#define PyExc_PermissionError PyEmb_Exception(PYEMB_EXC_PermissionError)
#define PyExc_ProcessLookupError PyEmb_Exception(PYEMB_EXC_ProcessLookupError)
#define PyExc_TimeoutError PyEmb_Exception(PYEMB_EXC_TimeoutError)
#define PyExc_ReferenceError PyEmb_Exception(PYEMB_EXC_ReferenceError)
#define PyExc_RuntimeError PyEmb_Exception(PYEMB_EXC_RuntimeError)
#define PyExc_NotImplementedError PyEmb_Exception(PYEMB_EXC_NotImplementedError)
#define PyExc_RecursionError PyEmb_Exception(PYEMB_EXC_RecursionError)
#define PyExc_StopAsyncIteration PyEmb_Exception(PYEMB_EXC_StopAsyncIteration)
#define PyExc_StopIteration PyEmb_Exception(PYEMB_EXC_StopIteration)
#define PyExc_SyntaxError PyEmb_Exception(PYEMB_EXC_SyntaxError)
#define PyExc_IndentationError PyEmb_Exception(PYEMB_EXC_IndentationError)
#define PyExc_TabError PyEmb_Exception(PYEMB_EXC_TabError)
#define PyExc_SystemError PyEmb_Exception(PYEMB_EXC_SystemError)
#define PyExc_TypeError PyEmb_Exception(PYEMB_EXC_TypeError)
#define PyExc_ValueError PyEmb_Exception(PYEMB_EXC_ValueError)
#define PyExc_UnicodeError PyEmb_Exception(PYEMB_EXC_UnicodeError)
#define PyExc_UnicodeDecodeError PyEmb_Exception(PYEMB_EXC_UnicodeDecodeError)
#define PyExc_UnicodeEncodeError PyEmb_Exception(PYEMB_EXC_UnicodeEncodeError)
#define PyExc_UnicodeTranslateError PyEmb_Exception(PYEMB_EXC_UnicodeTranslateError)
#define PyExc_Warning PyEmb_Exception(PYEMB_EXC_Warning)
#define PyExc_BytesWarning PyEmb_Exception(PYEMB_EXC_BytesWarning)
#define PyExc_DeprecationWarning PyEmb_Exception(PYEMB_EXC_DeprecationWarning)
#define PyExc_EncodingWarning PyEmb_Exception(PYEMB_EXC_EncodingWarning)
#define PyExc_FutureWarning PyEmb_Exception(PYEMB_EXC_FutureWarning)
#define PyExc_ImportWarning PyEmb_Exception(PYEMB_EXC_ImportWarning)
#define PyExc_PendingDeprecationWarning PyEmb_Exception(PYEMB_EXC_PendingDeprecationWarning)
#define PyExc_ResourceWarning PyEmb_Exception(PYEMB_EXC_ResourceWarning)
#define PyExc_RuntimeWarning PyEmb_Exception(PYEMB_EXC_RuntimeWarning)
#define PyExc_SyntaxWarning PyEmb_Exception(PYEMB_EXC_SyntaxWarning)
#define PyExc_UnicodeWarning PyEmb_Exception(PYEMB_EXC_UnicodeWarning)
#define PyExc_UserWarning PyEmb_Exception(PYEMB_EXC_UserWarning)
#define PyExc_EnvironmentError PyExc_OSError
#define PyExc_IOError PyExc_OSError

#ifdef __cplusplus
}
#endif

#endif
